/**
 * Every table that holds anything about a person, by what it is for. The privacy page shows all of them, with the columns
 * that the database has; a test keeps this list and the database together.
 */
export const personalTables = {
  account: ["users", "message_settings", "awaited_lists"],
  signIn: ["user_sessions", "oauth_sessions", "oauth_states"],
  lists: [
    "user_uploads",
    "upload_parts",
    "user_source_follows",
    "user_match_status",
    "actor_relations",
    "review_counts",
  ],
  names: ["source_accounts", "source_keys", "orphaned_accounts"],
  network: [
    "atproto_matches",
    "directory_accounts",
    "directory_keys",
    "actor_checks",
    "actor_collections",
  ],
  follows: ["known_follows", "follow_syncs", "follow_batches", "follow_writes", "write_points"],
  told: ["notification_queue"],
  partners: ["partner_consents", "partner_deliveries"],
  optOut: ["opt_outs"],
  operators: ["admin_actions"],
} as const;

export type Purpose = keyof typeof personalTables;

/** Tables about the service itself. */
export const impersonalTables = [
  "bot_sessions",
  "daily_counts",
  "job_pauses",
  "job_runs",
  "key_filings",
  "partner_api_keys",
  "partner_rates",
  "partners",
  "service_pauses",
  "watch_cursors",
] as const;
