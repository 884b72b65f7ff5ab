// What the server would keep of what is typed, as expressions read it: "" for a blank and for what is no answer.

const MARKS = { "٫": ".", "،": ",", "−": "-" };
const CONTROL = /[\0-\b\v-\u001f\u007f-\u009f\ud800-\udfff]/gu;
const SPACES_AROUND = /^[^\S\ufeff]+|[^\S\ufeff]+$/g;
const DAY = 86400000;
const LARGEST = 1e15;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const GROUPED = /^([+-]?\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?!\d)/;
const YEAR_FIRST = /^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})\s*[-/., ]\s*(\d{1,2})\s*[-/., ]\s*(\d{4})$/;
const TIME = /^(\d{1,2})\s*[:.hH]\s*(\d{2})$/;
const DEGREES = /^([+-]?\d{1,7}(?:[.,]\d{0,20})?)°?(?:\s*[,;/]\s+|\s+)([+-]?\d{1,7}(?:[.,]\d{0,20})?)°?(?:\s+([+-]?\d{1,7}(?:[.,]\d{0,20})?)(?:\s+([+-]?\d{1,7}(?:[.,]\d{0,20})?))?)?$/;
const PAIR = /^([+-]?\d{1,3}\.\d+),([+-]?\d{1,3}\.\d+)$/;
const DECIMALS = 9;

const tidy = (text = "") => text.replace(/\r\n?/g, "\n").replace(CONTROL, "").replace(SPACES_AROUND, "");

// Figures and marks of other scripts as those of ours.
const western = (text) =>
  text
    .normalize("NFC")
    .replace(/[٠-٩۰-۹]/g, (figure) => figure.charCodeAt() & 15) // 0660 to 0669, 06f0 to 06f9
    .replace(/[٫،−٬\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (mark) => MARKS[mark] ?? "")
    .replace(SPACES_AROUND, "");

function plainNumber(text) {
  const plain = western(tidy(text)).replace(GROUPED, (_, first, others) => first + others.replace(/\s/g, ""));
  return plain.split(",").length === 2 && !plain.includes(".") ? plain.replace(",", ".") : plain;
}

function number(text, most = LARGEST) {
  const plain = plainNumber(text);
  return NUMBER.test(plain) && Math.abs(plain) <= most ? String(Number(plain) + 0) : "";
}

function dayOf(text) {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? DAY_FIRST.exec(text)?.map((part, at, parts) => parts[4 - at]) ?? [];
  const date = new Date(`${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}T00:00Z`);
  return Number.isNaN(+date) || date.getUTCDate() !== +day ? "" : date.toISOString().slice(0, 10);
}

function timeOf(text) {
  const [, hour, minute] = TIME.exec(text) ?? [];
  return hour < 24 && minute < 60 ? `${hour.padStart(2, "0")}:${minute}:00.000` : "";
}

function date({ day = "", month = "", year = "" }, asked) {
  const parts = [day, month, year].map((part) => part.trim());
  if (!asked.includes("month")) parts.fill("1", 0, 2);
  else if (!asked.includes("day")) parts[0] = "1";
  return dayOf(western(tidy(parts.join("/"))));
}

// A day with a time, with the offset that the clock of the place shows then; where it is changed, the one before.
function moment(parts, asked, form) {
  const [day, clock] = [nearDay(parts, asked), time(parts)];
  if (!day || !clock) return "";
  const shown = Date.parse(`${day}T${clock}Z`);
  const [before, after] = [form.zoneAt(shown - DAY), form.zoneAt(shown + DAY)];
  const isAfter = [before, after].map((offset) => form.zoneAt(shown - minutes(offset) * 60000) === after).every(Boolean);
  return `${day}T${clock}${isAfter ? after : before}`;
}

// A day of these times; another is a slip, or of another calendar.
function nearDay(parts, asked) {
  const day = date(parts, asked);
  return day >= "1900" && day < "2101" ? day : "";
}

const minutes = (offset) => (offset[0] === "-" ? -1 : 1) * (offset.slice(1, 3) * 60 + +offset.slice(4));

const time = ({ hour = "", minute = "" }) => timeOf(western(tidy(`${hour.trim()}:${minute.trim()}`)));

function point(text) {
  const plain = western(text);
  const found = DEGREES.exec(plain.replace(PAIR, "$1 $2"));
  const numbers = (found ?? []).slice(1).filter(Boolean).map((part) => part.replace(",", "."));
  const isPlace = found && Math.abs(numbers[0]) <= 90 && Math.abs(numbers[1]) <= 180 && !(numbers[3] < 0);
  return isPlace ? numbers.map(degrees).join(" ") : "";
}

function degrees(text) {
  const [, decimals = ""] = text.split(".");
  const number = decimals.length > DECIMALS ? Number(text).toFixed(DECIMALS) : text;
  const [whole, part = ""] = number.replace(/^\+/, "").split(".");
  const plain = whole.replace(/^(-?)0+(?=\d)/, "$1") + `.${part}`.replace(/\.?0*$/, "");
  return plain === "-0" || plain === "" ? "0" : plain;
}

function points(text, least) {
  const found = tidy(text).split(/[;\n]/).filter((each) => each.trim()).map(point);
  return found.length < least || found.includes("") ? [] : found.map((each) => [...each.split(" "), "0", "0"].slice(0, 4).join(" "));
}

// The name of the file just chosen, which is not yet the one it is kept under, or of the one that is kept.
const sentFile = ({ "": kept = "", file = "", remove = "" }) => file.split(/[\\/]/).pop() || (remove ? "" : kept);

// For each type what is kept, from the texts by the last part of their names ("" where there is only one); `asked` are
// these last parts, `form` is that of form.mjs.
export const READERS = {
  text: ({ "": text }) => tidy(text),
  barcode: ({ "": text }) => tidy(text).split(/\s+/).join(" "),
  integer({ "": text }) {
    const plain = plainNumber(text);
    return /^[+-]?\d{1,20}$/.test(plain) && plain.length <= 20 ? number(text, Number.MAX_SAFE_INTEGER) : "";
  },
  decimal: ({ "": text }, asked, form) => form.cast("decimal", number(text)),
  range: ({ "": text }) => number(text),
  date: nearDay,
  time(parts, asked, form) {
    const clock = time(parts);
    return clock && clock + form.now.slice(-6);
  },
  dateTime: moment,
  geopoint({ latitude = "", longitude = "", accuracy = "" }) {
    const [north, east, near] = [latitude, longitude, accuracy].map((part) => part.replace(/\s/g, ""));
    return point(`${north} ${east}${near && ` 0 ${near}`}`);
  },
  geotrace: ({ "": text }) => points(text, 2).join(";"),
  geoshape({ "": text }) {
    const found = points(text, 3);
    const isClosed = found[0] === found[found.length - 1] && found.length > 3;
    return (isClosed ? found : [...found, ...found.slice(0, 1)]).join(";");
  },
  rank(places, asked) {
    const order = Object.entries(places).filter(([, place]) => place).sort(([, one], [, other]) => one - other);
    const isWhole = order.length === asked.length && order.every(([, place], index) => +place === index + 1);
    return isWhole ? order.map(([name]) => name).join(" ") : "";
  },
  image: sentFile,
  audio: sentFile,
  video: sentFile,
  file: sentFile,
};
