// https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
import { BlockList, isIP } from "node:net";

/** What is not the public internet: this machine, its network, tunnels into them, and what nobody owns. */
const ranges4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
] as const;

const notPublic = new BlockList();
for (const range of ranges4) {
  const [address = "", bits] = range.split("/");
  notPublic.addSubnet(address, Number(bits), "ipv4");
}
/** Inside the only block of IPv6 that is given out: tunnels that carry an IPv4 address, and documentation. */
const ranges6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;
for (const range of ranges6) {
  const [address = "", bits] = range.split("/");
  notPublic.addSubnet(address, Number(bits), "ipv6");
}
const given6 = new BlockList();
given6.addSubnet("2000::", 3, "ipv6");

/** True for an address that anyone on the internet could be asked at. @param address without brackets */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !notPublic.check(address, "ipv4");
  return version === 6 && given6.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}
