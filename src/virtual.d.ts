declare module 'virtual:dictionary/*' {
  const dictionary: import('./engine/engine.ts').Dictionary;
  export default dictionary;
}
declare module '*.yaml' {
  const policy: import('./policy/policy.ts').PolicyLayer;
  export default policy;
}
