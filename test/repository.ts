type Listed = { records: { uri: string; value: Record<string, unknown> }[]; cursor?: string };

/** The records of a collection as a PDS shows them to everybody. */
async function recordsOf(pdsUrl: string, did: string, collection: string) {
  const records: { rkey: string; value: Record<string, unknown> }[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      repo: did,
      collection,
      limit: "100",
      ...(cursor && { cursor }),
    });
    const answer = await fetch(`${pdsUrl}/xrpc/com.atproto.repo.listRecords?${query}`);
    const page = (await answer.json()) as Listed;
    for (const { uri, value } of page.records) {
      records.push({ rkey: uri.slice(uri.lastIndexOf("/") + 1), value });
    }
    cursor = page.records.length > 0 ? page.cursor : undefined;
  } while (cursor);
  return records;
}

/** Whom a person follows, as their PDS has it; somebody who is followed twice is there twice. */
export async function followsOf(pdsUrl: string, did: string, collection = "app.bsky.graph.follow") {
  const records = await recordsOf(pdsUrl, did, collection);
  return records.map(({ value }) => String(value.subject)).sort();
}

/** What a person does in another app of theirs: a call at their PDS with their password's session. */
export async function ownApp(pdsUrl: string, login: { handle: string; password: string }) {
  async function call(nsid: string, body: object, token?: string) {
    const answer = await fetch(`${pdsUrl}/xrpc/${nsid}`, {
      method: "POST",
      headers: {
        ...(Object.keys(body).length > 0 && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(Object.keys(body).length > 0 && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${nsid} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.text().then((text) => text && JSON.parse(text))) as Record<string, string>;
  }
  const { accessJwt, did } = await call("com.atproto.server.createSession", {
    identifier: login.handle,
    password: login.password,
  });
  return {
    call: (nsid: string, body: object = {}) => call(nsid, body, accessJwt),
    follow: (subject: string, collection = "app.bsky.graph.follow") =>
      call(
        "com.atproto.repo.createRecord",
        {
          repo: did,
          collection,
          record: { $type: collection, subject, createdAt: new Date().toISOString() },
        },
        accessJwt,
      ),
  };
}
