export { type ImportProgress, importDirectory } from "./import-directory";
