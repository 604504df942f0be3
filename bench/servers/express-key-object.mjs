// The same, but for a key that is made once.
import { createSecretKey } from 'node:crypto';
import express from 'express';
import jsonwebtoken from 'jsonwebtoken';
import { user } from './user.mjs';

const key = createSecretKey(process.env.JWT_SECRET, 'utf8');
const app = express();
app.use(express.json());

function authenticateToken(req, res, next) {
  const authHeader = req.headers.authorization;
  const token = authHeader?.split(' ')[1];
  if (token == null) return res.sendStatus(401);
  jsonwebtoken.verify(token, key, (err, claims) => {
    if (err) return res.sendStatus(403);
    req.user = claims;
    next();
  });
}

app.get('/me', authenticateToken, (_req, res) => {
  res.json({ user });
});

app.listen(process.env.PORT, process.env.HOST);
