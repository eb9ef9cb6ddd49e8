/** The build gives a sheet as its minified text, to be adopted. */
declare module '*.css' {
  const text: string
  export default text
}
