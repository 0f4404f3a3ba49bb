export {
  type Authenticated,
  authenticatePartner,
  type PartnerId,
  type Rate,
} from "./authenticate";
export { type ConsentView, grantConsent, listConsents, revokeConsent } from "./consents";
export { createKey, createPartner, listPartners, type PartnerView, revokeKey } from "./keys";
