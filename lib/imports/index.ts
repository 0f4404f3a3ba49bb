export { addImportPart, beginImport, finishImport } from "./import";
export { ImportPart, NAMES_PER_PART, NewImport } from "./input";
