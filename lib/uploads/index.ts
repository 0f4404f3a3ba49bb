export { deleteUpload, renameUpload, setUploadApp } from "./change-upload";
export { checkAgain, pauseMatching, resumeMatching } from "./control-matching";
export { getUpload, listUploads, type Upload } from "./read-upload";
