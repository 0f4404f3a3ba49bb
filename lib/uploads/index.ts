export { type AwaitedList, listAwaited, setAwaited } from "./awaited";
export { deleteUpload, renameUpload, setUploadApp, visitUpload } from "./change-upload";
export { checkAgain, pauseMatching, resumeMatching } from "./control-matching";
export { holdOpen, OPEN_FOR, removePassedLists, setKeepsLists } from "./passing";
export { getUpload, listUploads, type Upload } from "./read-upload";
export { removeOrphans } from "./remove-orphans";
