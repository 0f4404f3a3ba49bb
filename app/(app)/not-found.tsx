import { NotFoundText } from "../_ui/not-found-text";

/** What is not there, or is somebody else's, inside the frame of a person who is signed in. */
export default function NotFoundPage() {
  return <NotFoundText />;
}
