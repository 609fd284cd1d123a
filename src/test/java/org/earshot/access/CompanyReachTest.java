package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompanyReachTest {

    @Test
    void aTokenReachesItsCompaniesAndNoOther() {
        CompanyReach reach = CompanyReach.of(Set.of(1L));
        assertFalse(reach.everyCompany());
        assertArrayEquals(new Long[] {1L}, reach.companyIds());
        assertEquals(
                1, reach.scope(new CompanyId(1)).map(CompanyScope::companyId).orElseThrow());
        assertEquals(Optional.empty(), reach.scope(new CompanyId(11)));
    }

    @Test
    void aTokenWithoutCompaniesReachesNone() {
        CompanyReach reach = CompanyReach.of(Set.of());
        assertArrayEquals(new Long[0], reach.companyIds());
        assertEquals(Optional.empty(), reach.scope(new CompanyId(1)));
    }

    @Test
    void anOperatorReachesEveryCompany() {
        CompanyReach reach = CompanyReach.ofEveryCompany();
        assertTrue(reach.everyCompany());
        assertEquals(
                Long.MAX_VALUE,
                reach.scope(new CompanyId(Long.MAX_VALUE))
                        .map(CompanyScope::companyId)
                        .orElseThrow());
    }

    @Test
    void aCompanyHasAPositiveNumber() {
        assertThrows(IllegalArgumentException.class, () -> new CompanyId(0));
        assertThrows(IllegalArgumentException.class, () -> new CompanyId(-1));
    }
}
