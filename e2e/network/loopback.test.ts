import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { bindToLoopback, freePorts } from "./loopback";

async function addressOf(listen: (port: number) => ReturnType<typeof createServer>) {
  const { port } = await freePorts("port");
  const server = listen(port);
  await new Promise((resolve) => server.once("listening", resolve));
  const { address } = server.address() as AddressInfo;
  server.close();
  return address;
}

test("a server that names no address is open to this machine only, until the end", async () => {
  const unbind = bindToLoopback();
  expect(await addressOf((port) => createServer().listen(port))).toBe("127.0.0.1");
  expect(await addressOf((port) => createServer().listen(port, () => {}))).toBe("127.0.0.1");
  unbind();
  expect(await addressOf((port) => createServer().listen(port))).not.toBe("127.0.0.1");
});

test("a server that names its address listens there all the same", async () => {
  const unbind = bindToLoopback();
  expect(await addressOf((port) => createServer().listen(port, "0.0.0.0"))).toBe("0.0.0.0");
  unbind();
});

test("free ports are all different", async () => {
  const ports = await freePorts("plc", "pds", "appview");
  expect(new Set(Object.values(ports)).size).toBe(3);
});
