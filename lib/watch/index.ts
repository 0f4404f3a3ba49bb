export { hearTapEvent, tapAuthorization } from "./tap";
export { keepHeard, watch } from "./watch";
