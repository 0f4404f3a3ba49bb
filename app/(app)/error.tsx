"use client";

import { PageError } from "@/app/_ui/page-error";

export default PageError;
