import fc from 'fast-check'

// A landing is judged on the same invented inputs each time; `FUZZ_SEED=7 npx vitest run …` looks at others.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20261125) })
