import { isOrigin } from '../../../../src/composition/configuration/origin.js';

describe('An allowed origin', () => {
  it.each([
    'https://app.example.com',
    'https://app.example.com:8443',
    'http://localhost:5173',
    'https://localhost',
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'http://tauri.localhost',
    'app://obsidian.md',
    'app://-',
    'com.example.app://localhost:8080',
    'chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb',
  ])('CK-05 may be %s', (origin) => {
    expect(isOrigin(origin)).toBe(true);
  });

  it.each([
    'null',
    '*',
    'app',
    'app:',
    'app://',
    'app://*',
    'app://a/',
    'app://a/b',
    'app://a?b',
    'app://a#b',
    'app://user@a',
    'App://localhost',
    'localhost:3000',
    'file://',
    'file://localhost',
    'blob:https://app.example.com',
    'data:text/html,x',
    'ws://app.example.com',
    'ftp://app.example.com',
    'https://app.example.com/',
    'https://APP.example.com',
  ])('CK-05 may not be %j', (origin) => {
    expect(isOrigin(origin)).toBe(false);
  });
});
