export { chooseActor, chooseMatch, dismissMatch, markViewed, undecideMatch } from "./decide";
export {
  type Candidate,
  countRows,
  type Filter,
  filters,
  getRow,
  listRows,
  type Row,
  type RowCounts,
  type RowPage,
} from "./rows";
export { countSelected, selectRow, selectRows } from "./select";
