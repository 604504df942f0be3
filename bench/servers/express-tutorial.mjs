// The server of the tutorials, word for word: its secret is a string.
import express from 'express';
import jsonwebtoken from 'jsonwebtoken';
import { user } from './user.mjs';

const app = express();
app.use(express.json());

function authenticateToken(req, res, next) {
  const authHeader = req.headers.authorization;
  const token = authHeader?.split(' ')[1];
  if (token == null) return res.sendStatus(401);
  jsonwebtoken.verify(token, process.env.JWT_SECRET, (err, claims) => {
    if (err) return res.sendStatus(403);
    req.user = claims;
    next();
  });
}

app.get('/me', authenticateToken, (_req, res) => {
  res.json({ user });
});

app.listen(process.env.PORT, process.env.HOST);
