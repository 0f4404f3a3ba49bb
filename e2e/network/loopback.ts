import { type AddressInfo, createServer, Server } from "node:net";

/**
 * Until the returned function is called, servers of this process that name a port and no address listen on 127.0.0.1.
 * The servers of the network have no setting for their address, and would be open to whoever can reach this machine.
 */
export function bindToLoopback(): () => void {
  const { listen } = Server.prototype;

  Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    const [port, ...rest] = args;
    const namesOnlyPort = typeof port === "number" && typeof rest[0] !== "string";
    return Reflect.apply(listen, this, namesOnlyPort ? [port, "127.0.0.1", ...rest] : args);
  } as typeof listen;

  return () => {
    Server.prototype.listen = listen;
  };
}

/** Ports of 127.0.0.1 that nothing listens on at this moment, a different one for each name. */
export async function freePorts<Name extends string>(...names: Name[]) {
  const servers = names.map(() => createServer());
  const ports = await Promise.all(servers.map(portOf));
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<
    Name,
    number
  >;
}

function portOf(server: Server) {
  return new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
