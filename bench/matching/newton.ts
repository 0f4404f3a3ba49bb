/** A function to minimise; it adds its gradient and curvature to `slope` where one is given. */
export type Objective = (at: readonly number[], slope?: Slope) => number;

const STEPS = 40;
const SMALLEST_STEP = 1e-4;
const ENOUGH = 1e-6;

/** Newton's method with step halving. Deterministic; stops where a step gains nothing any more. */
export function minimise(start: readonly number[], objective: Objective): number[] {
  let at = [...start];
  let value = objective(at);
  for (let step = 0; step < STEPS; step++) {
    const slope = new Slope(at.length);
    objective(at, slope);
    const direction = slope.solve();
    const next = halve(at, direction, value, objective);
    if (!next || value - next.value < ENOUGH) return next?.at ?? at;
    at = next.at;
    value = next.value;
  }
  return at;
}

function halve(at: number[], direction: number[], value: number, objective: Objective) {
  for (let length = 1; length > SMALLEST_STEP; length /= 2) {
    const there = at.map((one, i) => one - length * (direction[i] ?? 0));
    const next = objective(there);
    if (next < value) return { at: there, value: next };
  }
  return null;
}

/** Gradient and curvature at a point. */
class Slope {
  readonly #size: number;
  readonly #gradient: Float64Array;
  readonly #curvature: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#gradient = new Float64Array(size);
    this.#curvature = new Float64Array(size * size);
  }

  add(i: number, amount: number): void {
    this.#gradient[i] = (this.#gradient[i] ?? 0) + amount;
  }

  bend(i: number, j: number, amount: number): void {
    const at = i * this.#size + j;
    this.#curvature[at] = (this.#curvature[at] ?? 0) + amount;
  }

  /** The Newton step: curvature times step is the gradient (Gaussian elimination with pivots). */
  solve(): number[] {
    const size = this.#size;
    const rows = Array.from({ length: size }, (_, i) => {
      const row = [...this.#curvature.subarray(i * size, (i + 1) * size), this.#gradient[i] ?? 0];
      row[i] = (row[i] ?? 0) + 1e-6;
      return row;
    });
    const cell = (i: number, j: number) => rows[i]?.[j] ?? 0;
    for (let i = 0; i < size; i++) {
      let pivot = i;
      for (let k = i + 1; k < size; k++) {
        if (Math.abs(cell(k, i)) > Math.abs(cell(pivot, i))) pivot = k;
      }
      [rows[i], rows[pivot]] = [rows[pivot] ?? [], rows[i] ?? []];
      for (let k = i + 1; k < size; k++) {
        const factor = cell(k, i) / cell(i, i);
        rows[k] = (rows[k] ?? []).map((value, j) => value - factor * cell(i, j));
      }
    }
    const step = new Array<number>(size).fill(0);
    for (let i = size - 1; i >= 0; i--) {
      let rest = cell(i, size);
      for (let j = i + 1; j < size; j++) rest -= cell(i, j) * (step[j] ?? 0);
      step[i] = rest / cell(i, i);
    }
    return step;
  }
}
