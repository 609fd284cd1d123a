package org.earshot.activity;

import io.netty.util.NetUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address that is written out; nothing is ever looked up (A16). */
final class IpLiteral {

    /** Neither brackets nor zones, which only mean something on one machine. */
    private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private IpLiteral() {}

    /** The 4 or 16 bytes of an address; empty if the text is none. */
    static Optional<byte[]> bytes(String text) {
        boolean valid = CHARACTERS.matcher(text).matches()
                && (NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text));
        return valid ? Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text)) : Optional.empty();
    }
}
