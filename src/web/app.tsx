/** The page. */
export function App() {
  return <h1>movierec</h1>;
}
