import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

interface Asset {
  bytes: Buffer
  type: string
  br: Buffer | undefined
  gzip: Buffer | undefined
}

/** The hashed files of the client build, in memory: a few hundred kilobytes, and no path from a request to a disk. */
export interface Assets {
  files: ReadonlyMap<string, Asset>
  css: readonly string[]
  script: string | undefined
  icon: string | undefined
  /** Pictures of the help pages, by name. */
  captures: ReadonlyMap<string, string>
}

export const NO_ASSETS: Assets = {
  files: new Map(),
  css: [],
  script: undefined,
  icon: undefined,
  captures: new Map(),
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const CAPTURE = /^src\/web\/assets\/aide\/(.+)\.jpg$/

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional(), src: z.string().optional() }),
)

/** Reads `dist/client`. Throws when the client was not built. */
export function loadAssets(folder: string): Assets {
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')))
  const entry = manifest['src/web/assets/entry.js']
  const icon = manifest['src/web/assets/favicon.svg']
  const names = readdirSync(path.join(folder, 'assets')).filter((name) => TYPES[path.extname(name)])
  return {
    files: new Map(names.map((name) => [`/assets/${name}`, readAsset(path.join(folder, 'assets', name))])),
    css: (entry?.css ?? []).map((file) => `/${file}`),
    script: entry && `/${entry.file}`,
    icon: icon && `/${icon.file}`,
    captures: new Map(
      Object.entries(manifest).flatMap(([source, { file }]): [string, string][] => {
        const name = CAPTURE.exec(source)?.[1]
        return name === undefined ? [] : [[name, `/${file}`]]
      }),
    ),
  }
}

function readAsset(file: string): Asset {
  const beside = (extension: string): Buffer | undefined =>
    existsSync(file + extension) ? readFileSync(file + extension) : undefined
  return {
    bytes: readFileSync(file),
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    br: beside('.br'),
    gzip: beside('.gz'),
  }
}

/** The answer to a request for a hashed file, for one year; undefined when there is no such file. */
export function assetResponse(
  assets: Assets,
  { path: asked, accept }: { path: string; accept: string },
): Response | undefined {
  const asset = assets.files.get(asked)
  if (!asset) return undefined
  const [encoding, bytes] =
    asset.br && /\bbr\b/.test(accept)
      ? (['br', asset.br] as const)
      : asset.gzip && /\bgzip\b/.test(accept)
        ? (['gzip', asset.gzip] as const)
        : ([undefined, asset.bytes] as const)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    },
  })
}
