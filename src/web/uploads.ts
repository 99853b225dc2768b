import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A file sent by a form, kept until its job has read it. */
export interface Televersement {
  /** As the person's machine names it, for the report. */
  nom: string
  /** Its name in the folder of uploads. */
  garde: string
}

/** Keeps files for this account alone, under names that say nothing. They are all there, or none. */
export async function keepUploads(folder: string, files: readonly File[]): Promise<Televersement[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const kept: Televersement[] = []
  try {
    for (const file of files) {
      const garde = randomBytes(16).toString('hex')
      kept.push({ nom: nameOf(file), garde })
      await writeFile(path.join(folder, garde), Buffer.from(await file.arrayBuffer()), {
        mode: 0o600,
        flag: 'wx',
      })
    }
    return kept
  } catch (error) {
    await dropUploads(folder, kept)
    throw error
  }
}

export async function dropUploads(folder: string, kept: readonly Televersement[]): Promise<void> {
  for (const { garde } of kept) await rm(path.join(folder, garde), { force: true })
}

/** A browser sends a bare name; another tool could send anything. */
const nameOf = (file: File): string =>
  file.name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu, '_').slice(0, 120) || 'fichier'

/** The file of a field, when one was really chosen (an empty field sends an empty file). */
export function fileOf(form: FormData, name: string): File | undefined {
  const sent = form.get(name)
  return sent instanceof File && (sent.size > 0 || sent.name !== '') ? sent : undefined
}
