export { addImportPart, beginImport, finishImport, indexNewNames } from "./import";
export { ImportPart, NAMES_PER_PART, NewImport } from "./input";
