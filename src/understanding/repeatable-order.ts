/** A number that stands for these; others have another one, nearly always. */
export function nameOf(numbers: ArrayLike<number>): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < numbers.length; at += 1) hash = Math.imul(hash ^ numbers[at]!, 0x01000193)
  return hash >>> 0
}

/**
 * The places of these names in an order that looks like chance, another one each round. Training must not depend on the
 * machine, and a name that is added or taken away leaves all others in the order they had.
 */
export function steadyOrder(names: readonly number[], round: number): number[] {
  const keys = names.map((name) => {
    const once = Math.imul(name ^ Math.imul(round + 1, 0x9e3779b1), 0x85ebca6b)
    const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
    return (twice ^ (twice >>> 16)) >>> 0
  })
  return names.map((_, at) => at).sort((a, b) => keys[a]! - keys[b]! || a - b)
}
