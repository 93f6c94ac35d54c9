export const allowedOrigins = ['http://localhost:3000'];
