import { join } from 'node:path'
import { projectFolder } from '#src/kit/project-folder.ts'

/**
 * Folder of the templates, the fonts and the Typst child: `src/documents` of the project, wherever the build has moved
 * the code that reads them.
 */
export const documentsRoot = (): string => join(projectFolder(), 'src', 'documents')
