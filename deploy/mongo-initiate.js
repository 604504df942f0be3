// Run this script with mongosh. It initiates a replica set with one member and creates the user of the service. A second run changes
// nothing.
const { readFileSync } = require('node:fs');

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8');
const url = new URL(secret('mongodb_url'));
const { host, pathname } = url;
const [username, password] = [url.username, url.password].map(decodeURIComponent);

const root = `root:${encodeURIComponent(secret('mongodb_root_password'))}`;
const admin = connect(`mongodb://${root}@${host}/admin?directConnection=true`);
if (!admin.hello().setName) {
  admin.adminCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
}
while (!admin.hello().isWritablePrimary) sleep(100);

const database = admin.getSiblingDB(pathname.slice(1));
if (!database.getUser(username)) {
  database.createUser({ user: username, pwd: password, roles: ['readWrite'] });
}
