/** Reads each thing once, however often it is asked for. Things are told apart as objects, not by what they hold. */
export function onceEach<Thing extends object, Answer extends object>(
  read: (thing: Thing) => Answer,
): (thing: Thing) => Answer {
  const known = new Map<Thing, Answer>();
  return (thing) => {
    const answer = known.get(thing) ?? read(thing);
    known.set(thing, answer);
    return answer;
  };
}
