import { useEffect, useState } from 'react';

const API = import.meta.env.VITE_API ?? 'http://localhost:4000';

export function App() {
  const [items, setItems] = useState([]);

  useEffect(() => {
    fetch(`${API}/api/items`)
      .then((answer) => answer.json())
      .then(setItems);
  }, []);

  return (
    <ul>
      {items.map((item) => (
        <li key={item.id}>
          {item.name}: {item.count}
        </li>
      ))}
    </ul>
  );
}
