export const corsOptions = {
  origin: ['http://localhost:3000', 'http://localhost:5173'],
};
