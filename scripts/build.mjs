// `npm run build`: what `npm start` does before it serves.
import { prepare } from './prepare.mjs'

prepare((line) => process.stderr.write(`${line}\n`))
