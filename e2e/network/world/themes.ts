/** What people write about. `words` make handles and nicknames, `tlds` the domains that they own. */
export type Theme = {
  words: string[];
  tlds: string[];
  emoji: string;
  bios: string[];
  posts: string[];
};

export const themes: Theme[] = [
  {
    words: ["kiln", "glaze", "clay"],
    tlds: ["studio", "art"],
    emoji: "🏺",
    bios: [
      "Potter. Kiln on Tuesdays, tea always.",
      "Ceramics, mostly bowls. Shop opens in spring.",
    ],
    posts: [
      "Unloaded the kiln this morning: two cracks, one miracle.",
      "New glaze test, somewhere between moss and rain.",
    ],
  },
  {
    words: ["trail", "summit", "scree"],
    tlds: ["run", "blog"],
    emoji: "⛰️",
    bios: [
      "Runs up hills slowly, down them less slowly.",
      "Trail runner and part-time map collector.",
    ],
    posts: [
      "Nineteen kilometres, four sheep, one very confused farmer.",
      "The ridge was above the clouds today.",
    ],
  },
  {
    words: ["crumb", "rye", "oven"],
    tlds: ["kitchen", "blog"],
    emoji: "🍞",
    bios: [
      "Baker of sourdough, eater of the evidence.",
      "Recipes without life stories.",
      "Brot, Butter, Ruhe.",
    ],
    posts: [
      "Day three of the rye starter and it has opinions.",
      "Baked six loaves, gave away five.",
    ],
  },
  {
    words: ["grain", "shutter", "halide"],
    tlds: ["photo", "gallery"],
    emoji: "📷",
    bios: [
      "Film photographs of ordinary corners.",
      "Photographer. Available light, unavailable weekends.",
      "フィルム写真と散歩。",
    ],
    posts: ["A roll from last winter that I had forgotten in a coat.", "Fog is the best softbox."],
  },
  {
    words: ["serif", "kern", "ligature"],
    tlds: ["design", "ink"],
    emoji: "🔤",
    bios: ["Draws letters. Will talk about ampersands.", "Type designer, teaches on Fridays."],
    posts: [
      "Spent the day on a single lower-case g. Worth it.",
      "Found a hand-painted sign with three different S.",
    ],
  },
  {
    words: ["heron", "wren", "estuary"],
    tlds: ["earth", "blog"],
    emoji: "🪶",
    bios: ["Birdwatcher on a slow coast.", "Counts waders so that you do not have to."],
    posts: [
      "Forty-one curlews before breakfast.",
      "A spoonbill stood still for an hour and so did I.",
    ],
  },
  {
    words: ["patch", "oscillate", "drone"],
    tlds: ["audio", "fm"],
    emoji: "🎛️",
    bios: ["Modular synths and a patient cat.", "Makes long, quiet music for short, loud days."],
    posts: [
      "Recorded the tram depot at night. It hums in D.",
      "New patch: one oscillator, eleven cables, no regrets.",
    ],
  },
  {
    words: ["purl", "skein", "bobbin"],
    tlds: ["studio", "shop"],
    emoji: "🧶",
    bios: [
      "Knits, frogs, knits again.",
      "Pattern writer. Wool from two valleys away.",
      "Tricot, thé, trains.",
    ],
    posts: ["Sleeve island, day nine.", "Dyed this with onion skins and luck."],
  },
  {
    words: ["allotment", "compost", "seedling"],
    tlds: ["garden", "green"],
    emoji: "🌱",
    bios: [
      "Grows too many courgettes on a small balcony.",
      "Urban gardener, friend of worms.",
      "Huerto en el balcón y mucha paciencia.",
    ],
    posts: [
      "First tomatoes. The snails have been informed.",
      "Seed swap on Sunday, bring envelopes.",
    ],
  },
  {
    words: ["orbit", "parallax", "nebula"],
    tlds: ["space", "science"],
    emoji: "🔭",
    bios: [
      "Astronomer by night, tired by day.",
      "Explains eclipses to strangers on trains.",
      "Смотрю вверх.",
    ],
    posts: [
      "Clear skies at last: Saturn looked like a drawing of itself.",
      "Reminder: the sky is free and open late.",
    ],
  },
  {
    words: ["spoke", "derailleur", "cadence"],
    tlds: ["bike", "cc"],
    emoji: "🚲",
    bios: [
      "Fixes bicycles, rides the ones that come out well.",
      "Slow cyclist, fast talker.",
      "Cykler langsomt, snakker hurtigt.",
    ],
    posts: ["Rebuilt a hub older than me.", "Rain both ways, tailwind neither."],
  },
  {
    words: ["sprite", "pixel", "respawn"],
    tlds: ["games", "dev"],
    emoji: "🎮",
    bios: ["Makes small games about small places.", "Solo developer. Currently drawing doors."],
    posts: [
      "The lighthouse level finally has a lighthouse.",
      "Fixed a bug that made all frogs immortal.",
    ],
  },
  {
    words: ["pigment", "wash", "easel"],
    tlds: ["art", "ink"],
    emoji: "🎨",
    bios: [
      "Watercolours of weather.",
      "Painter. Commissions closed until autumn.",
      "Suluboya ve yağmur.",
    ],
    posts: [
      "Painted the same hill for the hundredth time. It moved.",
      "Ultramarine has no business being this good.",
    ],
  },
  {
    words: ["kelp", "plankton", "tidepool"],
    tlds: ["science", "blue"],
    emoji: "🐙",
    bios: ["Marine biologist. Yes, I have met an octopus.", "Counts seaweed, writes about it."],
    posts: ["Low tide at dawn, all of it alive.", "Sample 212 escaped. Sample 212 is a crab."],
  },
  {
    words: ["chisel", "dovetail", "plane"],
    tlds: ["works", "studio"],
    emoji: "🪵",
    bios: ["Furniture from storm-felled trees.", "Woodworker; the shavings are the best part."],
    posts: [
      "Cut the last dovetail by hand. My hand disagrees.",
      "A chair is a bridge for one person.",
    ],
  },
  {
    words: ["stanza", "margin", "quill"],
    tlds: ["ink", "page"],
    emoji: "📚",
    bios: [
      "Translates poems, apologises to none of them.",
      "Reads on trains, writes on receipts.",
      "Traduzo poemas e peço desculpa.",
    ],
    posts: [
      "One line translated today. A good line.",
      "The word I need exists, but only in dialect.",
    ],
  },
  {
    words: ["contour", "meridian", "atlasroom"],
    tlds: ["world", "earth"],
    emoji: "🗺️",
    bios: ["Makes maps of places that changed.", "Cartographer, lost twice a year."],
    posts: [
      "Redrew a river that had moved since 1911.",
      "North is a convention, but a polite one.",
    ],
  },
  {
    words: ["jammer", "skate", "apex"],
    tlds: ["club", "team"],
    emoji: "🛼",
    bios: ["Roller derby, number 88. Bruises by arrangement.", "Skates, falls, gets up, repeat."],
    posts: ["We lost by two points and won the afterparty.", "New wheels day."],
  },
  {
    words: ["chart", "outlier", "axis"],
    tlds: ["dev", "design"],
    emoji: "📊",
    bios: ["Draws data. Starts axes at zero.", "Statistics with pictures."],
    posts: ["A chart is an argument with a ruler.", "Spent an hour choosing between two greys."],
  },
  {
    words: ["ferment", "brine", "larder"],
    tlds: ["kitchen", "farm"],
    emoji: "🧀",
    bios: ["Cheese, patience, more cheese.", "Small dairy, loud cows."],
    posts: ["The cave is at eleven degrees and so am I.", "Batch nine has become sentient."],
  },
];

/** Halves of nicknames that say nothing about who has them. */
export const nicknames = {
  first:
    "paper salt quiet amber velvet hollow tin lunar cedar silver marble copper misty pocket window ginger frosty little sunday plum".split(
      " ",
    ),
  second:
    "lantern marsh orbit comet sparrow teacup harbor radio meadow pigeon button ladder kettle walnut thimble anchor biscuit tulip mitten otter".split(
      " ",
    ),
};
