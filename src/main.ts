import './composition/faster-start.js';

// A static import would be compiled before this module runs, which is too early for the cache.
await import('./composition/serve.js');
