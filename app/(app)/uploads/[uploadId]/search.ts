import { z } from "zod";
import { filters } from "@/lib/review";

/** What the address says about which rows to show. */
export const ReviewSearch = z.object({
  show: z.enum(filters).catch("all"),
  text: z.string().trim().max(200).catch(""),
  after: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional()
    .catch(undefined),
});

export const ROWS_PER_PAGE = 50;
