/**
 * What the page and its workers say to each other. Types only: nothing here runs.
 *
 * Everything in here may hold a patient's data. It lives in memory, is never logged,
 * and never becomes part of a URL, a storage key or a file name.
 */

/** Every file that is dropped ends as exactly one of these. */
export type Outcome = 'de-identified' | 'quarantined' | 'not-dicom';

/** Why a file did not come out: a stable code and a sentence a person can act on. */
export interface Reason {
  code: string;
  sentence: string;
}

/** What the plan needs to know of one readable file, as JSON. Opaque to the page: it keeps it and hands it back. */
export type Facts = string;

export type ScanResult =
  | { outcome: 'scanned'; facts: Facts }
  | ({ outcome: 'quarantined' | 'not-dicom' } & Reason);

/** The decisions that hold for a whole patient. `secrets` is opaque; the page hands the block back with each write. */
export interface PatientPlan {
  pseudonym: string;
  /** Set where one PatientID stood for several people and the case was split by study. */
  split: string | null;
  secrets: unknown;
}

export interface CasePlan {
  patients: Record<string, PatientPlan>;
  /**
   * From file id to the key of its patient, or to the reason why it may not be written. `series` numbers the series of the case
   * in their order, so that they can be written one after the other.
   */
  files: Record<string, { patient: string; series: number } | ({ patient: null } & Reason)>;
}

/** Stored pixels that are blanked. Columns and rows count from 0 at the top left. */
export interface Redaction {
  /** Frame index from 0, or null for every frame of the object. */
  frame: number | null;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The form within the rectangle, which is all of it where none is told. */
  shape?: 'ellipse' | 'polygon';
  /** The corners of a polygon. */
  points?: readonly (readonly [x: number, y: number])[];
  /** Black where none is told; the background is the most frequent value along the border of the frame. */
  fill?: 'white' | 'background';
  /** True where everything outside is blanked. */
  outside?: boolean;
}

/** The rectangle that is left of an image, in all of its frames. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line of a file with boxes, as `curtain.share.boxes` reads it. */
export interface ListedBox extends Omit<Redaction, 'frame'> {
  /** New UIDs; empty where the box is not for one. With neither it is for all images of its size. */
  instance: string;
  series: string;
  /** The size of the images; 0 where it does not matter. */
  rows: number;
  columns: number;
  /** The first and the last, counted from 1; null for all. */
  frames: [number, number] | null;
}

/** A crop in such a file: for what images as of a box, and for all of their frames. */
export type ListedCrop = Omit<ListedBox, 'frames' | 'shape' | 'points' | 'fill' | 'outside'>;

/** What a file with boxes says, or the sentence that says why it cannot be read. */
export type ReadBoxes = { boxes: ListedBox[]; crops: ListedCrop[] } | { error: string };

/** What is done, apart from any key: as `Profile.as_dict` of the engine writes it. */
export interface Profile {
  version: number;
  name: string;
  /** Names of options, sorted. */
  options: readonly string[];
  shift_days: number;
  birth_year: boolean;
  /** How descriptions are cleaned: long texts too, and which further words stay. */
  long_text: boolean;
  keep_words: readonly string[];
  /** SHA-256 of each cleaned long text that somebody accepted. */
  keep_texts: readonly string[];
  /** What is done to single attributes, by path: the name of a strategy, or one with its text. */
  attributes: Readonly<Record<string, Strategy>>;
  /** Kinds of objects that are held back. */
  classes: Readonly<Record<string, 'hold back'>>;
  /** A lookup table of scripts, by key and value. It names patients, and no name is a key of an object: the browser keeps those. */
  lookup: readonly (readonly [key: string, value: string])[];
  ctp_hashes: boolean;
  /** The root of all new UIDs, where CTP's hashes are asked for and a script has one. */
  uid_root?: string;
  /** CTP's scripts for pixels and filters of deid, which propose what to blank. */
  pixel_scripts?: readonly string[];
  /** What is done to attributes of single series and objects: it goes before what is done in all. */
  only?: readonly OnlyRules[];
  salt: string;
}

/** By the new SeriesInstanceUID or SOPInstanceUID. */
export type OnlyRules = ({ readonly series: string } | { readonly object: string }) & Pick<Profile, 'attributes'>;

export type Strategy = string | Readonly<Record<string, string>>;

/** An option of PS3.15 E.3, in words for a person who has to choose. */
export interface OptionWords {
  name: string;
  /** Of CID 7050. */
  code: string;
  title: string;
  keeps: string;
  risk: string;
}

/** What the engine can do, and the profiles that ship with it. */
export interface Rules {
  options: OptionWords[];
  /** As far as the site leaves the choice. */
  profiles: Profile[];
  /** What each strategy does, in a sentence. */
  strategies: Readonly<Record<string, string>>;
}

/** What config.json says of the rules: its profile, and what nobody changes of it. */
export interface SiteRules {
  profile: string;
  lockedOptions: readonly string[];
}

/** A line of `Profile.attributes` in its one spelling, or the sentence that says why it cannot be had. */
export type CheckedOverride = { path: string; value: Strategy } | { error: string };

/** One line of a script that was imported: it may name anybody. */
export interface ImportedLine {
  /** From 1 on; 0 for what holds for all of it. */
  number: number;
  text: string;
  /** What became of it. */
  outcome: 'same' | 'stricter' | 'other' | 'no equal' | 'off';
  why: string;
  file: string;
}

/** A profile that was loaded or made of a script; `leftOut` is what the locks of the site do not allow. */
export type Imported =
  | {
      kind:
        | 'profile' | 'CTP anonymizer script' | 'RSNA anonymizer script' | 'deid recipe' | 'CTP lookup table'
        | 'CTP pixel script';
      profile: Profile;
      lines: ImportedLine[];
      leftOut: { path: string; why: string }[];
      /** It only says where images may hold text: it is added to the profile in force. */
      goesBeside: boolean;
    }
  | { error: string };

/** A strategy that a profile can choose for an attribute, in words. `text`: it takes a text. */
export interface StrategyWords {
  name: string;
  words: string;
  text: boolean;
}

/** An attribute as a search finds it, under a profile. */
export interface FoundAttribute {
  /** As `Profile.attributes` names it. */
  path: string;
  /** "(0010,0040)", of a private one without its block "(0009,xx02)". */
  tag: string;
  keyword: string;
  name: string;
  vr: string;
  /** What is done, in words; where kinds of objects differ, "remove, empty or replace". */
  does: string;
  /** The reason for the first of them. */
  why: string;
  /** The one in force, which may be that of another path. */
  override: { path: string; strategy: string; text: string } | null;
  /** None where a rule of its own holds always. */
  strategies: StrategyWords[];
}

export interface WriteRequest {
  /** Hex of the case key. */
  key: string;
  profile: Profile;
  patient: PatientPlan;
  redactions: Redaction[];
  /** What the image is cut to, after its redactions; these have the coordinates of the uncut image. */
  crop?: Crop | null;
  /** False for a waiver: the candidate then claims nothing about its pixels. */
  pixelsReviewed: boolean;
  /** New UIDs of the series and the object that a copy was made of, the first one first: their rules hold for it too. */
  origins?: readonly (readonly [series: string, instance: string])[];
}

/** What the viewer needs before the first frame is decoded; read from the candidate. */
export interface ImageInfo {
  rows: number;
  columns: number;
  frames: number;
  photometric: string;
  bitsStored: number;
  /** Height of a pixel divided by its width as it should be displayed; 1 for square pixels. */
  pixelAspect: number;
  /** Null when it can be shown, else the sentence that says why not. */
  cannotShow: string | null;
  /** Null when it can be redacted, else the sentence that says why not. */
  cannotRedact: string | null;
  /** Null when it can be cropped, else the sentence that says why not. */
  cannotCrop: string | null;
  /** Name of the transfer syntax that a redaction would write. */
  redactedSyntax: string | null;
  /** By how much a rectangle grows where the image was compressed with a loss, in pixels; null where it does not. */
  grows: { width: number; height: number; margin_x: number; margin_y: number } | null;
  /** A digest of what decides how stored pixels are drawn. */
  shows: string;
}

/** One de-identified instance, told in what remains after cleaning. */
export interface Instance {
  /** Path inside the zip: new identifiers only. */
  name: string;
  size: number;
  patient: string;
  /** `date` as the header has it; empty where it was removed. */
  study: { uid: string; description: string; date: string };
  series: { uid: string; number: number | null; modality: string; description: string };
  uid: string;
  number: number | null;
  /** Distance along the slice normal in mm; null where the object has no position. */
  position: number | null;
  sopClass: string;
  transferSyntax: string;
  image: ImageInfo | null;
  /** How many attributes were changed, by action. */
  actions: Record<string, number>;
  /** How often what was done to which attribute, as a text for the report; the same text for the same counts. */
  attributes: string;
  /** New UIDs of other objects, by the sequence that names them. */
  references: Record<string, string[]>;
  /** True where it points into what it refers to by pixel coordinates, which move where that is cropped. */
  pointsByPixels: boolean;
  /** Plain sentences on what a person should know of this object. */
  notes: string[];
  risk: Risk;
  /** What was blanked, as the report tells it; null where nothing was. */
  redactions: RedactionRecord | null;
  proposals: Proposal[];
}

/** Where an image may hold text, in pixels of the uncut image. Nothing is blanked before somebody agrees. */
export interface Proposal {
  x: number;
  y: number;
  width: number;
  height: number;
  /** From 0; null for all frames. */
  frame: number | null;
  /** A plain sentence without a value of the header. */
  why: string;
  source: 'ultrasound regions' | 'unchanging pixels' | 'CTP script' | 'deid filter';
  /** All that lies outside of the rectangle is meant. */
  keep: boolean;
}

/** How closely an image has to be looked at, by the header of its source. */
export interface Risk {
  level: 'look at each frame' | 'overview';
  /** Plain sentences. */
  reasons: string[];
  /** The lower, the more pressing. */
  rank: number;
}

/** For the report: boxes as asked for and as they grew, the syntax before and after, and how many frames keep their bytes. */
export interface RedactionRecord {
  /**
   * `frames`: the first and the last, counted from 1; null for all. Rectangles are x, y, width, height. `pixels`: how many of each
   * frame were blanked, where that is no rectangle.
   */
  boxes: (Pick<Redaction, 'shape' | 'points' | 'fill' | 'outside'> & {
    frames: [number, number] | null;
    asked: number[];
    blanked: number[];
    pixels?: number;
  })[];
  syntax_before: string;
  syntax_after: string;
  untouched: number;
  /** Rectangles as above, and columns and rows of the uncut image. */
  crop?: { asked: number[]; kept: number[]; size: [columns: number, rows: number] };
}

export type WriteResult =
  /** `digest`: hex of the SHA-256; null where the candidate is large, and has yet to be digested. */
  | { outcome: 'de-identified'; instance: Instance; candidate: Blob; digest: string | null }
  | ({ outcome: 'quarantined' } & Reason);

/** One line of the tag table; children stand after their sequence with a longer path. */
export interface TagRow {
  /** Tags and 1-based item numbers from the root, e.g. "(0040,0275)[1].(0008,1110)". */
  path: string;
  depth: number;
  tag: string;
  keyword: string;
  vr: string;
  before: string | null;
  after: string | null;
  action: 'keep' | 'remove' | 'empty' | 'replace' | 'new UID' | 'shift' | 'year only' | 'cap age' | 'age band' | 'ZIP area' | 'randomise' | 'pseudonym' | 'hash' | 'script' | 'clean' | 'add';
  /** Table row, rule or stamp that decided it. */
  why: string;
}

/** What an engine worker found in some files of a case: opaque to the page, which hands it back. Identifies. */
export type SurveyPart = string;

/** Every attribute of a case: its values, what is done to it, and what a mark of the user would make of it. */
export interface Survey {
  /** Without those that cannot be cleaned. */
  files: number;
  quarantined: number;
  /** Files that say of themselves that they were de-identified before. */
  alreadyDeidentified: number;
  patients: number;
  rows: SurveyRow[];
  rowsMore: boolean;
  words: LeftWord[];
  wordsMore: boolean;
  texts: LongText[];
  textsMore: boolean;
}

export interface SurveyRow {
  /** Without item numbers: `RequestAttributesSequence.ScheduledProcedureStepID`, `(0009,"creator",02)`. */
  path: string;
  /** "Scheduled Procedure Step ID"; empty where the dictionary has no name. */
  name: string;
  /** "(0040,0009)"; of a private one without its block, "(0009,xx02)". */
  tag: string;
  depth: number;
  vr: string;
  private: boolean;
  /** In how many it stands; with `patientsMore` at least. */
  files: number;
  patients: number;
  patientsMore: boolean;
  distinct: number;
  distinctMore: boolean;
  /** The same in all patients, the same within each of them, or not even that. */
  same: 'everywhere' | 'patient' | 'differs';
  /** Some of them, those in most files first. */
  values: SurveyValue[];
  valuesMore: boolean;
  doings: { action: TagRow['action']; why: string; files: number }[];
  /** Files that have such a value before. */
  left: { value: number; empty: number; dummy: number };
  /** Why no mark is possible; empty where one is. */
  fixed: string;
  /** The key of `Profile.attributes` that a mark sets. */
  mark: string;
  /** What "safe" and "not safe" set there; null where that is not possible. */
  safe: Strategy | null;
  unsafe: Strategy | null;
  /** The path of the sequence that is removed with all that stands in it; until that is safe, nothing in it can be. Else empty. */
  goesWith: string;
}

export interface SurveyValue {
  /** Cut at 200 characters; null where the engine added the attribute. */
  before: string | null;
  kind: 'value' | 'empty' | 'dummy' | 'absent';
  files: number;
  /** At most three; null where the attribute is removed. */
  after: (string | null)[];
  afterMore: boolean;
}

/** A word that goes from descriptions because no list has it. */
export interface LeftWord {
  word: string;
  files: number;
  paths: string[];
  texts: { before: string; after: string }[];
}

/** A long text that is removed, and what would stay of it. */
export interface LongText {
  /** SHA-256 of `after`, for `Profile.keep_texts`. */
  digest: string;
  before: string;
  after: string;
  paths: string[];
  files: number;
  words: string[];
  accepted: boolean;
}

export interface JudgeRequest {
  profile: Profile;
  /** `SurveyRow.path`; null takes a mark back. */
  marks: { path: string; safe: boolean | null }[];
  words: { word: string; accept: boolean }[];
  texts: { digest: string; accept: boolean }[];
}

export type Judged = { profile: Profile; sentence: null } | { profile: null; sentence: string };

export interface Window {
  center: number;
  width: number;
  name: string;
  /** LINEAR, LINEAR_EXACT or SIGMOID (PS3.3 C.11.2.1.2). */
  function: string;
}

/** How a frame lies in the patient and how large its pixels are, as far as its header tells. */
export interface Space {
  /** Direction cosines of a row (towards higher columns) and of a column (towards higher rows) in the patient. */
  axes: number[] | null;
  /** PatientOrientation: where rows and columns lead, as "L", "HF" and the like. */
  directions: [string, string] | null;
  /** FrameOfReferenceUID; empty where there is none. */
  reference: string;
  /** Millimetres from column to column and from row to row, and in which plane they hold. */
  spacing: { across: number; down: number; plane: 'patient' | 'detector' | 'film' | 'scan' } | null;
}

/** One decoded frame. Window and level are the page's work. */
export type Frame = { space: Space } & (
  | {
      kind: 'grey';
      rows: number;
      columns: number;
      /** Values after the modality LUT when `slope` is 1 and `intercept` 0 with `modalityApplied`. */
      data: Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array;
      slope: number;
      intercept: number;
      /** True for MONOCHROME1: high values are dark. */
      inverted: boolean;
      /** Windows of the file, after modality LUT; empty when it has none. */
      windows: Window[];
      /** VOI LUT of the file: input `first`..., output 0..255. */
      voiLut: { first: number; values: Uint8Array } | null;
      /** Stored minimum and maximum of this frame. */
      range: [number, number];
    }
  | { kind: 'rgb'; rows: number; columns: number; /** R, G, B interleaved. */ data: Uint8Array }
);

/** A file in the report, in the order in which the files were added. */
export interface ReportFile {
  outcome: Outcome | 'left-out';
  /** Why it did not leave; empty for a de-identified one. */
  code: string;
  sentence: string;
  output: string;
  /** SHA-256 in hex, of the output and of the source; of the latter the report only has an HMAC. Empty where it cannot be read. */
  sha256: string;
  source: string;
  sopClass: string;
  /** The new SOPInstanceUID; empty where it did not leave. */
  uid: string;
  notes: string[];
  pixels: 'reviewed' | 'not reviewed' | 'none';
  /** With a SHA-256 over the frames that keep their bytes; empty where there is none. */
  redactions: (RedactionRecord & { untouched_sha256: string }) | null;
  /** How many frames a person saw in which way. */
  seen: Record<'one by one' | 'contact sheet' | 'projection' | 'not seen', number> | null;
  /** Why it was approved although not everything was seen; else empty. */
  waiver: string;
}

export interface ReportRequest {
  key: string;
  /** False for a key that is forgotten at the end. */
  keyKept: boolean;
  profile: Profile;
  files: ReportFile[];
  /** What a person said of the whole case; null where nobody was asked. */
  review: { found: 'nothing' | 'stays' | 'not looked for'; note: string } | null;
  /** What somebody added to teach with it; counted for what leaves. */
  teaching: Record<'key_images' | 'drawings' | 'copies', number>;
  /** `PatientPlan.secrets` of each patient: what is written by hand is not told where it names one. */
  patients: unknown[];
  /** `Instance.attributes`, each with the number of files that have it. */
  attributes: [text: string, files: number][];
  /** Of each object its own UIDs, and what it refers to. */
  references: { own: string[]; references: Record<string, string[]>; pointsByPixels: boolean; cropped: boolean }[];
}

export interface CrosswalkRequest {
  key: string;
  profile: Profile;
  /** `source` is the file as the user knows it, `sha256` its digest in hex. */
  origins: { facts: Facts; pseudonym: string; source: string; sha256: string; output: string }[];
}

/** Texts that a person typed beside the images, to be searched for what identifies the patients of the case. */
export interface TextsRequest {
  profile: Profile;
  /** `PatientPlan.secrets`. */
  patients: unknown[];
  texts: string[];
}

/** The calls that a worker answers. The page reaches them through `Engine` in client.ts. */
export interface HeaderCalls {
  scan(file: File): ScanResult;
  plan(facts: Record<string, Facts>, key: string): CasePlan;
  write(file: File, request: WriteRequest): WriteResult;
  tags(file: File, request: WriteRequest): TagRow[];
  /** Some files of a case, each with its request. */
  survey(files: File[], requests: WriteRequest[]): SurveyPart;
  /** Parts in any order; the new part can be folded with later ones. */
  fold(parts: SurveyPart[]): { part: SurveyPart; shown: Survey };
  judge(request: JudgeRequest): Judged;
  digest(blob: Blob): string;
  rules(site?: SiteRules): Rules;
  /** `only`: for one series or one object. */
  checkOverride(path: string, value: Strategy, site: SiteRules, only: boolean): CheckedOverride;
  /** TOML. */
  profileText(profile: Profile): string;
  /** `ctpHashes`: hashes of a script are CTP's own instead of keyed ones. */
  importScript(files: readonly File[], site: SiteRules, ctpHashes: boolean): Imported;
  /** Best first, 50 at most. */
  findAttributes(query: string, profile: Profile): FoundAttribute[];
  /** As a `candidate`, the frames of a redacted object that keep their bytes, one behind the other: for their digest. */
  untouched(blob: Blob, told: RedactionRecord): { candidate: Blob };
  /** For each text whether it names a patient. */
  identifying(request: TextsRequest): boolean[];
  /** The texts of two files, without identity. */
  report(request: ReportRequest): { json: string; html: string };
  /** JSON that is still to be encrypted. */
  crosswalk(request: CrosswalkRequest): string;
}

export interface PixelCalls {
  /** The text of a file with boxes. */
  readBoxes(text: string): ReadBoxes;
  /**
   * Rejects with an `EngineError` of code `cannot-show`; its `sentence` says why, for the person. `name`: another one for
   * every Blob, so that it is opened once for many of its frames.
   */
  frame(candidate: Blob, index: number, name: string): Frame;
  /** Of a cine, boxes around what never changes and lies outside of its picture. Rejects as `frame` does. */
  unchanging(candidate: Blob): { proposals: Proposal[] };
  /** A picture that is no DICOM as a file of the study that `into` is of. Rejects as `frame` does where it cannot be used. */
  picture(picture: File, into: File): { candidate: Blob };
  /** As HeaderCalls.write, for requests that carry redactions. */
  write(file: File, request: WriteRequest): WriteResult;
}
