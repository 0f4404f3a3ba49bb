import { expose } from "comlink";
import { Reader } from "./reader";
import { sendList } from "./send-list";

const reader = new Reader();

const api = {
  read: reader.read.bind(reader),
  readText: reader.readText.bind(reader),
  rows: reader.rows.bind(reader),
  tick: reader.tick.bind(reader),
  tickAll: reader.tickAll.bind(reader),
  correct: reader.correct.bind(reader),
  /** Sends the ticked names of a list; from here, so that they never pass through the page. */
  send: (
    place: number,
    list: { platform: string; name: string },
    namesPerPart: number,
    onSent: (names: number, of: number) => void,
  ) => sendList(list, reader.ticked(place), namesPerPart, onSent),
};

export type ReaderApi = typeof api;

expose(api);
