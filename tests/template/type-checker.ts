import { relative } from 'node:path';
import ts from 'typescript';

/** A change of the code that is made in memory only. */
export interface Edit {
  isGone(path: string): boolean;
  /** The new texts of files, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Checks types. What was parsed for one edit is not parsed again for the next. */
export class TypeChecker {
  readonly #project = readProject();
  readonly #host = ts.createCompilerHost(this.#project.options, true);
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();

  /** The type errors that the files would have. */
  errorsIn(files: readonly string[], edit: Edit): string[] {
    const program = ts.createProgram({
      rootNames: files,
      options: this.#project.options,
      host: this.#hostOf(edit),
    });
    return [...files]
      .flatMap((path) => program.getSemanticDiagnostics(sourceFile(program, path)))
      .map(textOf);
  }

  #hostOf(edit: Edit): ts.CompilerHost {
    const host = this.#host;
    return {
      ...host,
      fileExists: (file) => !edit.isGone(pathOf(file)) && host.fileExists(file),
      getSourceFile: (file, options) => {
        const text = edit.texts.get(pathOf(file));
        if (text !== undefined) return ts.createSourceFile(file, text, options, true);
        if (!this.#parsed.has(file)) this.#parsed.set(file, host.getSourceFile(file, options));
        return this.#parsed.get(file);
      },
    };
  }
}

function readProject(): ts.ParsedCommandLine {
  const project = ts.getParsedCommandLineOfConfigFile('tsconfig.json', undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  if (!project) throw new Error('tsconfig.json cannot be read.');
  return project;
}

function sourceFile(program: ts.Program, path: string): ts.SourceFile {
  const file = program.getSourceFile(path);
  if (!file) throw new Error(`${path} is not a part of the program.`);
  return file;
}

function pathOf(file: string): string {
  return relative('.', file);
}

function textOf({ file, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  return file ? `${pathOf(file.fileName)}: ${message}` : message;
}

/** Whether a file belongs to an installed package. In a workspace, packages are in a folder above. */
export function isOfPackage(path: string, name: string): boolean {
  return path.replace(/^(\.\.\/)+/, '').startsWith(`node_modules/${name}/`);
}
