import { type Network, type NetworkOptions, startNetwork } from "../e2e/network/network";
import { createDatabase } from "../e2e/network/test-database";

/**
 * Starts an AT Protocol network for this test file and points the app's settings at it. To be called before anything
 * reads the settings; whoever calls it stops the network.
 */
export async function startOwnNetwork(
  options: Omit<NetworkOptions, "databaseUrl"> = {},
): Promise<Network> {
  const databaseUrl = await createDatabase(`network_${process.env.VITEST_POOL_ID ?? "1"}`);
  const network = await startNetwork({ databaseUrl, ...options });
  Object.assign(process.env, networkSettings(network));
  return network;
}

/** The settings by which the app works on this network. */
function networkSettings(network: Network): Record<string, string> {
  return {
    ATPROTO_PLC_URL: network.plcUrl,
    ATPROTO_HANDLE_RESOLVER_URL: network.pdsUrl,
    ATPROTO_APPVIEW_URL: network.appviewUrl,
    ATPROTO_APPVIEW_DID: network.appviewDid,
    ATPROTO_IMAGE_ORIGIN: network.appviewUrl,
  };
}
