/** The paths of the service as its clients see them. A proxy may remove a prefix, such as that of `https://example.com/auth`. */
export class PublicPaths {
  readonly #prefix: string;

  constructor(publicUrl: string) {
    this.#prefix = new URL(publicUrl).pathname.replace(/\/$/, '');
  }

  /** @param path the path of a route, with its leading slash */
  of(path: string): string {
    return this.#prefix + path;
  }
}
