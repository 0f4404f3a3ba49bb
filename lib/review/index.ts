export type { Candidate } from "./candidates";
export { countRows, type RowCounts } from "./counts";
export { type ExportFormat, exportRows } from "./export-rows";
export { arrangeRows, type Row, readRows } from "./rows";
export {
  type Filter,
  filters,
  rowsOf,
  type Sort,
  sorts,
  type Trait,
  traits,
  type View,
} from "./view";
