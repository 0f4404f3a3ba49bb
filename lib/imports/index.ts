export { addImportPart, beginImport, finishImport, indexNewNames } from "./import";
export { ImportEnd, ImportPart, NAMES_PER_PART, NewImport } from "./input";
