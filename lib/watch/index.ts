export { pollNewAccounts } from "./poll";
export { mayTell, takeTapEvent } from "./tap-webhook";
export { watch } from "./watch";
