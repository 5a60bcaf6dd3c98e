/* One scan of a sequential Huffman-coded JPEG (ISO 10918-1 F.1, F.2), rewritten with some of its units flat.

   Compiled to WebAssembly by `build.py kernel`; the same bytes run in the browser and, through wasmtime, in CPython. There
   is no library and no allocation: the host fills in `job` and asks `prepare` for room, which lies behind the program's
   own data. The input is hostile: every read of it ends at its length, every write at the room given, and the work done
   is in proportion to the length of the scan and the number of its units.

   A restart interval is freed of its stuffed zeros, walked symbol by symbol, and written as runs of bits that are copied
   as they are; only the blocks of touched units, and the first DC difference behind them, are coded anew. */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
/* Words at any address. */
typedef u32 __attribute__((aligned(1), may_alias)) loose32;
typedef u64 __attribute__((aligned(1), may_alias)) loose64;

enum { COPY, COUNT, RECODE };
enum { DONE, DAMAGED, NO_CODE, NO_ROOM, BAD_TABLE, BAD_JOB, OUT_OF_RANGE };

/* A block takes no more than 64 symbols of 31 bits: so far may be read beyond the end of an interval, before it is noticed. */
#define SLACK 512
#define LOOK 10
#define HIGHEST_DC (1 << 17)

struct table { /* as in a DHT segment */
    u8 counts[16];
    u8 values[256];
};

struct component {
    u32 h, v;          /* blocks in a unit */
    u32 columns, rows; /* blocks of the component; asked for only where it is alone in its scan */
    u32 dc, ac;        /* tables, 0 to 3 */
    i32 fill;          /* quantised DC of a flat block */
};

struct job { /* kernel.py packs and unpacks this */
    u32 mode;
    u32 components;
    u32 restart; /* units in an interval, 0 for no restarts */
    u32 unit_columns, unit_rows;
    u32 highest; /* category of a DC difference */
    struct component component[4];
    struct table coded[8];   /* of the input: 0 to 3 DC, 4 to 7 AC */
    struct table written[8]; /* of the output */
    u32 counts[8][256];      /* what COUNT found: symbols of the output by table */
    u32 input, length, units, output, room;
    u32 consumed, produced;
};

static struct job job;

struct decoder {
    u16 look[1 << LOOK]; /* length << 8 | symbol; 0 where a code is longer */
    u32 limit[18];       /* first code beyond those of a length, left-aligned to 16 bits */
    i32 offset[17];      /* from a code of a length to its place in `values` */
    u8 values[256];
    u32 there;
};

static struct decoder decoders[8];
static u32 codes[8][256]; /* length << 16 | code; 0 for none */

extern u8 __heap_base;

static u8 *work, *bits;

__attribute__((export_name("job"))) struct job *get_job(void) { return &job; }

/* Lay out input, units, output and two buffers in memory. Returns 0 where there is not so much. */
__attribute__((export_name("prepare"))) u32 prepare(u32 length, u32 units, u32 room) {
    u64 at = ((u64)(u32)&__heap_base + 15) & ~15ull;
    /* Positions in bits have to fit into a word. */
    if (length > 1u << 28 || units > 1u << 28 || room > 1u << 29) return 0;
    u64 input = at, mask = input + length + 16, output = mask + units, unstuffed = output + room + 16;
    u64 coded = unstuffed + length + SLACK, end = coded + room + SLACK;
    if (end > 0xffff0000ull) return 0;
    u64 have = (u64)__builtin_wasm_memory_size(0) << 16;
    if (end > have && __builtin_wasm_memory_grow(0, (u32)((end - have + 0xffff) >> 16)) == (u32)-1) return 0;
    job.input = (u32)input, job.length = length, job.units = (u32)mask, job.output = (u32)output, job.room = room;
    work = (u8 *)(u32)unstuffed, bits = (u8 *)(u32)coded;
    return 1;
}

/* --- Tables ---------------------------------------------------------------------------------------- */

static u32 build_decoder(const struct table *table, struct decoder *made) {
    u32 code = 0, at = 0;
    for (u32 i = 0; i < 1 << LOOK; i++) made->look[i] = 0;
    made->limit[0] = 0;
    for (u32 length = 1; length <= 16; length++) {
        u32 count = table->counts[length - 1];
        made->offset[length] = (i32)at - (i32)code;
        if (at + count > 256 || code + count > 1u << length) return BAD_TABLE;
        for (u32 i = 0; i < count; i++, code++, at++) {
            made->values[at] = table->values[at];
            if (length <= LOOK) {
                u32 first = code << (LOOK - length);
                for (u32 j = 0; j < 1u << (LOOK - length); j++) made->look[first + j] = (u16)(length << 8 | table->values[at]);
            }
        }
        made->limit[length] = code << (16 - length);
        code <<= 1;
    }
    made->limit[17] = ~0u;
    made->there = at;
    return DONE;
}

static u32 build_codes(const struct table *table, u32 *made) {
    u32 code = 0, at = 0;
    for (u32 i = 0; i < 256; i++) made[i] = 0;
    for (u32 length = 1; length <= 16; length++) {
        u32 count = table->counts[length - 1];
        if (at + count > 256 || code + count > 1u << length) return BAD_TABLE;
        for (u32 i = 0; i < count; i++) made[table->values[at++]] = length << 16 | code++;
        code <<= 1;
    }
    return DONE;
}

/* --- Bits in --------------------------------------------------------------------------------------- */

static inline u32 big32(const u8 *at) { return __builtin_bswap32(*(const loose32 *)at); }
static inline u64 big64(const u8 *at) { return __builtin_bswap64(*(const loose64 *)at); }

static inline u32 has_ff(u64 word) { /* some byte of the word is FF */
    u64 flipped = ~word;
    return ((flipped - 0x0101010101010101ull) & ~flipped & 0x8080808080808080ull) != 0;
}

/* Free data of stuffed zeros, up to the first marker. Sets where that marker's code is; returns 0 where there is none. */
static u32 unstuff(const u8 *from, const u8 *end, u8 *to, const u8 **marker, u32 *length) {
    u8 *start = to;
    for (;;) {
        while (end - from >= 8) {
            u64 word = *(const loose64 *)from;
            if (has_ff(word)) break;
            *(loose64 *)to = word;
            from += 8, to += 8;
        }
        if (from >= end) return 0;
        u8 byte = *from++;
        if (byte == 0xff) {
            if (from >= end) return 0;
            if (*from == 0) {
                from++;
            } else {
                while (*from == 0xff)
                    if (++from >= end) return 0;
                /* A stuffed zero behind fill bytes: decoders differ on what that is. */
                if (*from == 0) return 0;
                *marker = from, *length = (u32)(to - start);
                return 1;
            }
        }
        *to++ = byte;
    }
}

struct reader {
    const u8 *next;
    u64 held; /* left-aligned */
    i32 count;
};

static inline void refill(struct reader *in) {
    if (in->count < 32) {
        in->held |= (u64)big32(in->next) << (32 - in->count);
        in->next += 4, in->count += 32;
    }
}

static inline u32 position(const struct reader *in) { return (u32)(in->next - work) * 8 - (u32)in->count; }

static inline void drop(struct reader *in, u32 length) { in->held <<= length, in->count -= (i32)length; }

/* Length << 8 | symbol of the code at the front, 0 where there is none. At least 16 bits are held. */
static inline u32 symbol(const struct reader *in, const struct decoder *decoder) {
    u32 found = decoder->look[in->held >> (64 - LOOK)];
    if (__builtin_expect(found != 0, 1)) return found;
    u32 front = (u32)(in->held >> 48), length = LOOK + 1;
    while (front >= decoder->limit[length]) length++;
    if (length > 16) return 0;
    u32 at = (u32)((i32)(front >> (16 - length)) + decoder->offset[length]);
    return at < decoder->there ? length << 8 | decoder->values[at] : 0;
}

/* --- Bits out -------------------------------------------------------------------------------------- */

struct writer {
    u8 *next, *end;
    u64 held; /* right-aligned */
    u32 count;
};

static inline u32 put(struct writer *out, u32 value, u32 length) { /* length up to 32 */
    out->held = out->held << length | value, out->count += length;
    if (out->count >= 32) {
        if (out->next >= out->end) return NO_ROOM;
        out->count -= 32;
        *(loose32 *)out->next = __builtin_bswap32((u32)(out->held >> out->count));
        out->next += 4;
    }
    return DONE;
}

static u32 copy(struct writer *out, u32 from, u32 to) { /* bits of the interval */
    if ((u64)(out->end - out->next) * 8 < (u64)(to - from) + 64) return NO_ROOM;
    for (; to - from >= 32; from += 32) put(out, (u32)(big64(work + (from >> 3)) << (from & 7) >> 32), 32);
    if (to > from) put(out, (u32)(big64(work + (from >> 3)) << (from & 7) >> (64 - (to - from))), to - from);
    return DONE;
}

/* Fill the last byte with ones, and write the interval with its zeros stuffed in again. */
static u32 finish(struct writer *out, u8 **to, const u8 *end) {
    u32 odd = out->count & 7;
    if (odd) put(out, (1u << (8 - odd)) - 1, 8 - odd);
    while (out->count) {
        out->count -= 8;
        *out->next++ = (u8)(out->held >> out->count);
    }
    const u8 *from = bits, *stop = out->next;
    u8 *at = *to;
    while (from < stop) {
        while (stop - from >= 8 && end - at >= 8) {
            u64 word = *(const loose64 *)from;
            if (has_ff(word)) break;
            *(loose64 *)at = word;
            from += 8, at += 8;
        }
        if (from >= stop) break;
        if (end - at < 2) return NO_ROOM;
        if ((*at++ = *from++) == 0xff) *at++ = 0;
    }
    *to = at;
    return DONE;
}

/* --- Blocks ---------------------------------------------------------------------------------------- */

struct state {
    struct reader in;
    struct writer out;
    u32 run;        /* first bit of the input that is not yet written (COPY) */
    u32 end;        /* bits of the interval */
    i32 read[4];    /* last DC of each component in the input */
    i32 written[4]; /* and in the output */
};

static inline u32 put_symbol(struct state *state, const u32 mode, u32 table, u32 symbol, u32 extra, u32 length) {
    if (mode == COUNT) {
        job.counts[table][symbol]++;
        return DONE;
    }
    u32 code = codes[table][symbol];
    if (!code) return NO_CODE;
    return put(&state->out, (code & 0xffff) << length | extra, (code >> 16) + length);
}

static inline u32 put_dc(struct state *state, const u32 mode, u32 table, i32 difference) {
    u32 size = difference ? 32 - (u32)__builtin_clz((u32)(difference < 0 ? -difference : difference)) : 0;
    if (size > job.highest) return OUT_OF_RANGE;
    u32 extra = (u32)(difference < 0 ? difference - 1 : difference) & ((1u << size) - 1);
    return put_symbol(state, mode, table, size, extra, size);
}

#define TRY(call)                    \
    do {                             \
        u32 outcome = (call);        \
        if (outcome) return outcome; \
    } while (0)

static inline __attribute__((always_inline)) u32 block(struct state *state, const u32 mode, u32 index, u32 touched) {
    const struct component *component = &job.component[index];
    const struct decoder *dc = &decoders[component->dc], *ac = &decoders[4 + component->ac];
    struct reader in = state->in;
    u32 start = position(&in);

    refill(&in);
    u32 found = symbol(&in, dc), size = found & 15;
    if (!found || (found & 0xff) > job.highest) return DAMAGED;
    drop(&in, found >> 8);
    i32 difference = 0;
    if (size) {
        difference = (i32)(in.held >> (64 - size));
        if (difference < 1 << (size - 1)) difference -= (1 << size) - 1;
        drop(&in, size);
    }
    i32 level = state->read[index] + difference;
    if (level > HIGHEST_DC || level < -HIGHEST_DC) return DAMAGED;
    state->read[index] = level;

    if (touched) {
        if (mode == COPY) TRY(copy(&state->out, state->run, start));
        TRY(put_dc(state, mode, component->dc, component->fill - state->written[index]));
        TRY(put_symbol(state, mode, 4 + component->ac, 0, 0, 0));
        state->written[index] = component->fill;
    } else {
        if (mode != COPY) {
            TRY(put_dc(state, mode, component->dc, level - state->written[index]));
        } else if (level - difference != state->written[index]) {
            TRY(copy(&state->out, state->run, start));
            TRY(put_dc(state, mode, component->dc, level - state->written[index]));
            state->run = position(&in);
        }
        state->written[index] = level;
    }

    for (u32 k = 1; k < 64; k++) {
        refill(&in);
        found = symbol(&in, ac);
        if (!found) return DAMAGED;
        size = found & 15;
        u32 run = found >> 4 & 15, length = found >> 8;
        if (mode != COPY && !touched) {
            u32 extra = (u32)(in.held << length >> 32);
            TRY(put_symbol(state, mode, 4 + component->ac, found & 0xff, size ? extra >> (32 - size) : 0, size));
        }
        drop(&in, length + size);
        if (!size) {
            if (!run) break;
            if (run != 15) return DAMAGED;
        }
        k += run;
        if (k > 63) return DAMAGED;
    }
    state->in = in;
    u32 stop = position(&in);
    if (stop > state->end) return DAMAGED;
    if (touched) state->run = stop;
    return DONE;
}

static inline __attribute__((always_inline)) u32 units(struct state *state, const u32 mode, u32 first, u32 last) {
    const u8 *mask = (const u8 *)job.units;
    if (job.components == 1) {
        /* Alone in its scan, a component comes block by block, without those that fill up a unit (A.2.2). */
        const struct component *only = &job.component[0];
        u32 row = first / only->columns, column = first % only->columns;
        for (u32 at = first; at < last; at++) {
            TRY(block(state, mode, 0, mask[row / only->v * job.unit_columns + column / only->h]));
            if (++column == only->columns) column = 0, row++;
        }
        return DONE;
    }
    for (u32 at = first; at < last; at++)
        for (u32 index = 0; index < job.components; index++)
            for (u32 left = job.component[index].h * job.component[index].v; left; left--)
                TRY(block(state, mode, index, mask[at]));
    return DONE;
}

static u32 check(u32 *total) {
    u32 blocks = 0;
    if (!job.components || job.components > 4 || job.highest > 15 || !job.unit_columns || !job.unit_rows) return BAD_JOB;
    if ((u64)job.unit_columns * job.unit_rows > 1u << 30) return BAD_JOB;
    for (u32 i = 0; i < job.components; i++) {
        const struct component *each = &job.component[i];
        if (each->h - 1 > 3 || each->v - 1 > 3 || each->dc > 3 || each->ac > 3) return BAD_JOB;
        if (each->fill > HIGHEST_DC || each->fill < -HIGHEST_DC) return BAD_JOB;
        blocks += each->h * each->v;
    }
    *total = job.unit_columns * job.unit_rows;
    if (job.components == 1) {
        const struct component *only = &job.component[0];
        if (!only->columns || !only->rows) return BAD_JOB;
        if ((only->columns - 1) / only->h >= job.unit_columns || (only->rows - 1) / only->v >= job.unit_rows) return BAD_JOB;
        if ((u64)only->columns * only->rows > 1u << 30) return BAD_JOB;
        *total = only->columns * only->rows;
    } else if (blocks > 10) {
        return BAD_JOB;
    }
    /* The host has laid out memory for this very job. */
    if (!job.length || !work || job.units < job.input || job.output - job.units < job.unit_columns * job.unit_rows) return BAD_JOB;
    return DONE;
}

static inline __attribute__((always_inline)) u32 scan(const u32 mode, u32 total) {
    const u8 *from = (const u8 *)job.input, *end = from + job.length;
    u8 *to = (u8 *)job.output;
    const u8 *last = to + job.room;
    u32 interval = job.restart ? job.restart : total, number = 0;
    struct state state;
    for (u32 first = 0; first < total; number++) {
        u32 stop = total - first > interval ? first + interval : total;
        const u8 *marker;
        u32 length;
        if (!unstuff(from, end, work, &marker, &length)) return DAMAGED;
        state.in = (struct reader){work, 0, 0};
        state.out = (struct writer){bits, bits + job.room, 0, 0};
        state.run = 0, state.end = length * 8;
        for (u32 i = 0; i < 4; i++) state.read[i] = state.written[i] = 0;
        TRY(units(&state, mode, first, stop));
        u32 at = position(&state.in);
        if (mode == COPY) TRY(copy(&state.out, state.run, at));
        if (mode != COUNT) TRY(finish(&state.out, &to, last));
        first = stop;
        from = marker + 1;
        if (first < total) {
            /* More data than units, or another marker than the next restart: someone would show it, someone not. */
            if (state.end - at > 7 || *marker != 0xd0 + (number & 7)) return DAMAGED;
            if (last - to < 2) return NO_ROOM;
            *to++ = 0xff, *to++ = *marker;
        } else {
            if (*marker >= 0xd0 && *marker <= 0xd7) return DAMAGED;
            job.consumed = (u32)(marker - 1 - (const u8 *)job.input);
        }
    }
    job.produced = (u32)(to - (u8 *)job.output);
    return DONE;
}

__attribute__((export_name("run"))) u32 run(void) {
    u32 total;
    TRY(check(&total));
    job.consumed = job.produced = 0;
    for (u32 i = 0; i < 8; i++) {
        TRY(build_decoder(&job.coded[i], &decoders[i]));
        TRY(build_codes(&job.written[i], codes[i]));
        for (u32 j = 0; j < 256; j++) job.counts[i][j] = 0;
    }
    if (job.mode == COPY) return scan(COPY, total);
    return job.mode > RECODE ? BAD_JOB : scan(job.mode, total);
}
