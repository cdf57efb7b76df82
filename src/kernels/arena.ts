import { MovierecError } from '../errors.ts';
import { FreeList, roundUp } from './free-list.ts';
import { instantiate, type Kernels } from './kernels.ts';

const pageBytes = 65_536;
/** All that 32-bit addresses reach. */
const mostPages = 65_536;
/** Address 0 and the compiler's own constants stay out of use. */
const reserved = 4096;

type Numbers = Float32Array | Float64Array | Int32Array | Uint32Array | Int16Array | Uint8Array;
interface Constructor<T extends Numbers> {
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/**
 * A block of shared memory on which kernels work: the arrays of one data set, or of one model. Arrays are ordinary
 * typed arrays, aligned to 64 bytes, and stay valid when the arena grows (to at most 4 GiB). An arena that nothing
 * refers to is collected as a whole; what is needed for a while only is taken from a `region` and released.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #list = new FreeList();
  #bytes: number;
  #kernels: Kernels | undefined;

  /** @throws OUT_OF_MEMORY; UNSUPPORTED for a machine without shared memory or SIMD */
  constructor(bytes = 0) {
    const initial = Math.ceil((bytes + reserved) / pageBytes);
    this.#memory = createMemory(initial);
    this.#bytes = initial * pageBytes;
    this.#list.add(reserved, this.#bytes);
  }

  /** The arena that an array lives in. */
  static of(array: Numbers): Arena | undefined {
    return arenas.get(array.buffer);
  }

  /** The kernels on this memory, for calls from this thread; what takes long goes through `parallel`. */
  get kernels(): Kernels {
    return (this.#kernels ??= instantiate(this.#memory));
  }
  get memory(): WebAssembly.Memory {
    return this.#memory;
  }
  get bytes(): number {
    return this.#bytes;
  }

  float32 = (length: number): Float32Array => this.#array(Float32Array, length);
  float64 = (length: number): Float64Array => this.#array(Float64Array, length);
  int32 = (length: number): Int32Array => this.#array(Int32Array, length);
  uint32 = (length: number): Uint32Array => this.#array(Uint32Array, length);
  int16 = (length: number): Int16Array => this.#array(Int16Array, length);
  uint8 = (length: number): Uint8Array => this.#array(Uint8Array, length);
  /** Bytes that are written as a whole before they are read, and so are not cleared: that takes .1 s for 100 MB. */
  room = (length: number): Uint8Array => this.#array(Uint8Array, length, false);

  /** A copy of an array in this arena; the array itself, if it is here already. */
  place<T extends Numbers>(array: T): T {
    if (Arena.of(array) === this) return array;
    const copy = this.#array(array.constructor as unknown as Constructor<T>, array.length, false);
    copy.set(array);
    return copy;
  }

  /** Room for arrays that are needed for a while; `release` it in a `finally`. */
  region(): Region {
    return new Region(this);
  }

  /** Gives back an array's room. Whoever still holds the array sees whatever comes there next. */
  release(array: Numbers): void {
    this.#list.giveBack(array.byteOffset);
  }

  #array<T extends Numbers>(type: Constructor<T>, length: number, clear = true): T {
    const bytes = length * type.BYTES_PER_ELEMENT;
    const start = this.#list.take(bytes) ?? this.#grow(bytes);
    const { buffer } = this.#memory;
    arenas.set(buffer, this);
    const array = new type(buffer, start, length);
    if (clear) array.fill(0);
    return array;
  }

  #grow(bytes: number): number {
    const missing = roundUp(bytes) - this.#list.freeBefore(this.#bytes);
    const pages = Math.ceil(missing / pageBytes);
    try {
      this.#memory.grow(pages);
    } catch {
      throw new MovierecError(
        'OUT_OF_MEMORY',
        `there is no room for another ${Math.ceil(bytes / 2 ** 20)} MB beside ${Math.ceil(this.#bytes / 2 ** 20)} MB.`,
        'One computation has at most 4 GB: take fewer factors or films, or a smaller set.',
      );
    }
    this.#list.add(this.#bytes, this.#bytes + pages * pageBytes);
    this.#bytes += pages * pageBytes;
    return this.#list.take(bytes)!;
  }
}

/** Arrays of an arena that are released together. */
export class Region {
  readonly #arrays: Numbers[] = [];
  constructor(readonly arena: Arena) {}

  float32 = (length: number): Float32Array => this.#keep(this.arena.float32(length));
  float64 = (length: number): Float64Array => this.#keep(this.arena.float64(length));
  int32 = (length: number): Int32Array => this.#keep(this.arena.int32(length));
  uint32 = (length: number): Uint32Array => this.#keep(this.arena.uint32(length));
  int16 = (length: number): Int16Array => this.#keep(this.arena.int16(length));
  uint8 = (length: number): Uint8Array => this.#keep(this.arena.uint8(length));

  /** A copy that is released with the region; the array itself, if it is in this arena already. */
  place<T extends Numbers>(array: T): T {
    const placed = this.arena.place(array);
    return placed === array ? placed : this.#keep(placed);
  }

  release(): void {
    for (const array of this.#arrays.splice(0)) this.arena.release(array);
  }

  #keep<T extends Numbers>(array: T): T {
    this.#arrays.push(array);
    return array;
  }
}

/**
 * Growing gives a memory a new buffer object, now or a little later, and arrays made before keep the old one: an arena
 * has several over time.
 */
const arenas = new WeakMap<ArrayBufferLike, Arena>();

function createMemory(initial: number): WebAssembly.Memory {
  if (typeof SharedArrayBuffer === 'undefined') {
    throw new MovierecError(
      'UNSUPPORTED',
      'this Node.js has no SharedArrayBuffer, the memory that threads compute on.',
      'Use an unmodified Node.js 20 or newer.',
    );
  }
  try {
    return new WebAssembly.Memory({ initial, maximum: mostPages, shared: true });
  } catch (cause) {
    throw new MovierecError(
      'OUT_OF_MEMORY',
      `there is no room for ${Math.ceil((initial * pageBytes) / 2 ** 20)} MB (${(cause as Error).message}).`,
      'One computation has at most 4 GB: take fewer factors or films, or a smaller set.',
    );
  }
}
