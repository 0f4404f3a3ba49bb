"use client";

import { PageError } from "./_ui/page-error";

export default PageError;
