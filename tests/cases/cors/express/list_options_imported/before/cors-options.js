export const corsOptions = {
  origin: ['http://localhost:3000'],
};
