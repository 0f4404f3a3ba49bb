import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { freePort } from "../scripts/port";
import { showProgress } from "../scripts/progress";
import { startWorld } from "../scripts/world";
import { startChat } from "./chat/chat";
import { writeSamples } from "./network/samples";
import { buildId, samplesFolder, screensFolder, worldFile, worldFolder } from "./places";

/** Starts the one world that all specs live in: a database, a network with people on it, the built app. */
export default async function setUp() {
  if (!existsSync(buildId)) throw new Error("There is no build yet. Run: npm run build");
  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    await rm(screensFolder, { recursive: true, force: true });
    await mkdir(worldFolder, { recursive: true });
    const samples = await writeSamples(samplesFolder);
    const bot = { handle: "atlast.example.org", password: "a password of the tests" };
    const chat = await startChat(bot);
    stops.push(chat.stop);
    const progress = showProgress();
    const world = await startWorld({
      folder: worldFolder,
      port: await freePort(),
      stopLater: (stop) => stops.push(stop),
      onProgress: progress.show,
      isBuilt: true,
      settings: {
        BOT_HANDLE: bot.handle,
        BOT_APP_PASSWORD: bot.password,
        BOT_SERVICE_URL: chat.url,
      },
    });
    progress.end();
    await writeFile(worldFile, JSON.stringify({ ...world, samples, chatUrl: chat.url }));
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}
